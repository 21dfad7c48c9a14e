#!/usr/bin/env bash
# The sections of `npm run verify`: what engines other than jest report. `bash verify/run.sh SECTION` runs one of them.
# Their order is in projenrc/jobs.ts, and build-tools/run-jobs.ts runs them side by side. What a section installs is
# stored in .verify/, under a key made of what it depends on. A section fails, and never skips, when a tool is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PWD/node_modules/.bin:$PATH"

work=.verify
floor_cdk=$(node -p "require('./package.json').peerDependencies['aws-cdk-lib'].replace('^', '')")
floor_constructs=$(node -p "require('./package.json').peerDependencies.constructs.replace('^', '')")
mkdir -p "$work"

die() { printf 'verify: %s\n' "$*" >&2; exit 1; }
quietly() { # the log, what the failure means, the command
  local log="$work/$1" meaning=$2
  shift 2
  "$@" > "$log" 2>&1 || { cat "$log"; die "$meaning"; }
}
# Whether a folder was made from exactly these inputs. Its key is written by `made` after everything is in place.
is_made() { [ "$(cat "$1/key" 2> /dev/null)" = "$2" ]; }
made() { printf '%s\n' "$2" > "$1/key"; }
key_of() { cat "$@" | sha256sum | cut -d ' ' -f 1; }

# Trino needs it, and the other programs run on any newer one.
oldest_jdk=24
# The major version of the JDK in a folder; nothing without a compiler. The file `release` is part of every JDK.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] && sed -nE 's/^JAVA_VERSION="([0-9]+).*/\1/p' "$1/release"
}
# The first JDK that is new enough: the chosen one, the one in the path, then the installed ones.
find_jdk() {
  local candidate compiler version
  compiler=$(command -v javac || true)
  for candidate in "${JAVA_HOME:-}" "${compiler:+$(dirname "$(dirname "$(readlink -f "$compiler")")")}" \
    $(compgen -v JAVA_HOME_ | while read -r name; do printf '%s\n' "${!name}"; done) \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/*jdk* "$HOME"/.jdks/* "$HOME"/.sdkman/candidates/java/*; do
    [ -n "$candidate" ] || continue
    version=$(jdk_version "$candidate") || continue
    if [ "${version:-0}" -ge "$oldest_jdk" ]; then printf '%s\n' "$candidate"; return; fi
  done
  return 1
}
use_jdk() {
  local found
  found=$(find_jdk) || return 1
  export JAVA_HOME=$found PATH="$found/bin:$PATH"
}
# The newest package of apt with a JDK that is new enough. The lists can be old.
newest_jdk_package() {
  apt-cache search --names-only '^openjdk-[0-9]+-jdk-headless$' | sed -nE 's/^openjdk-([0-9]+)-.*/\1/p' | sort --numeric-sort \
    | awk -v oldest="$oldest_jdk" '$1 >= oldest { newest = $1 } END { if (newest) print "openjdk-" newest "-jdk-headless" }'
}
use_jdk || true

# Any Chromium: that of the distribution, or Google Chrome.
find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    if command -v "$name"; then return; fi
  done
  return 1
}

tools() {
  local missing=()
  command -v python3 > /dev/null || missing+=(python3)
  python3 -c 'import ensurepip, venv' 2> /dev/null || missing+=(python3-venv)
  use_jdk || missing+=(jdk)
  command -v mvn > /dev/null || missing+=(maven)
  command -v openssl > /dev/null || missing+=(openssl)
  # Without a font, text has no width, and nothing would scroll.
  find_chromium > /dev/null || missing+=(chromium fonts-liberation)
  if [ ${#missing[@]} -gt 0 ]; then
    echo "will install with apt-get: ${missing[*]}"
    local no_jdk="a JDK of version $oldest_jdk or later is missing, and apt-get has none: install one, for example Eclipse Temurin, and set JAVA_HOME"
    if ! command -v apt-get > /dev/null; then
      [ "${missing[*]}" != jdk ] || die "$no_jdk"
      die "${missing[*]} must be installed, and there is no apt-get: install them"
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
      sudo -n true 2> /dev/null || die "${missing[*]} must be installed, which needs root or sudo: install them"
      as_root=(sudo)
    fi
    quietly apt.log 'apt-get update fails' "${as_root[@]}" apt-get update
    if [[ " ${missing[*]} " == *' jdk '* ]]; then
      local jdk_package
      jdk_package=$(newest_jdk_package)
      [ -n "$jdk_package" ] || die "$no_jdk"
      missing=("${missing[@]/#jdk/$jdk_package}")
    fi
    quietly apt.log "apt-get can't install ${missing[*]}" \
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${missing[@]}"
    python3 -c 'import ensurepip, venv' || die 'python3 has no venv after the installation'
    use_jdk || die "there is no JDK of version $oldest_jdk or later after the installation"
  fi
  # The packages of Debian contain an older version.
  command -v go > /dev/null || die 'Go 1.26 or later must be installed'
  go version
  local tool version
  for tool in node npm git python3 javac mvn; do
    command -v "$tool" > /dev/null || die "$tool is missing"
    version=$("$tool" --version)
    printf '%s: %s\n' "$tool" "${version%%$'\n'*}"
  done
  openssl version
  find_chromium > /dev/null || die 'there is no Chromium after the installation'
}

committed-files() {
  # In a copy, so that no other section reads a file while projen writes it.
  local copy="$work/committed"
  rm -rf "$copy" && mkdir -p "$copy"
  files() { git ls-files -z --cached --others --exclude-standard; }
  files | xargs -0 cp --parents --target-directory "$copy"
  ln -s ../../node_modules "$copy/node_modules"
  (cd "$copy" && PROJEN_DISABLE_POST=true projen default) > "$work/projen.log" 2>&1 \
    || { cat "$work/projen.log"; die 'projen does not run'; }
  local file count=0 differing=()
  while IFS= read -r -d '' file; do
    count=$((count + 1))
    cmp --silent "$file" "$copy/$file" || differing+=("$file")
  done < <({ files; cd "$copy" && find . -path ./node_modules -prune -o -type f -printf '%P\0'; } | sort --zero-terminated --unique)
  if [ ${#differing[@]} -gt 0 ]; then
    printf '%s\n' "${differing[@]}"
    die 'generated files differ from the committed ones: run npx projen'
  fi
  quietly docgen.log 'jsii-docgen does not run' jsii-docgen -o "$work/API.md"
  diff -q API.md "$work/API.md" || die 'API.md is not what the code says: run npm run docgen'
  # The name of the host is that of this machine's setting, so that this file does not name one either.
  local host
  host=$(npm config get registry 2> /dev/null | sed -E 's#^https?://##; s#/.*$##')
  if git grep -lF "$host" -- .; then die 'a committed file names a package registry'; fi
  # Those of npm, PyPI, Maven Central, NuGet, and Go. The brackets keep this line from matching.
  local hosts='(npmjs|yarnpkg)[.](com|org)|pypi[.]org|pythonhosted[.]org|(repo1?|central)[.](maven|sonatype)[.]|nuget[.]org|(proxy|sum)[.]golang[.]org'
  printf 'https://registry.%s.org' npmjs | grep -qE "$hosts" || die 'the check does not see a registry host'
  if git grep -nIE "$hosts" -- .; then die 'a committed file names a package registry'; fi
  if git grep -l '"resolved"' -- package-lock.json; then die 'package-lock.json has download addresses'; fi
  if git grep -lF "$PWD" -- .; then die 'a committed file has an absolute path of this machine'; fi
  echo 'a registry host would be found'
  echo "$count files: generated files, API.md, lock file, and paths are as they must be"
}

samples() {
  quietly rosetta.log 'a sample of README, docs, or a doc comment does not compile' \
    jsii-rosetta extract --strict --compile --fail
  echo "all $(node -p "Object.keys(JSON.parse(require('fs').readFileSync('.jsii.tabl.json', 'utf8')).snippets).length") samples compile"
}

site() { # the site of the documentation, in a browser
  local chromium
  chromium=$(find_chromium) || die 'Chromium is missing: run the section tools'
  "$chromium" --version
  ts-node build-tools/site/assemble.ts
  quietly site.log 'VitePress does not build the site' vitepress build site
  ts-node verify/site/check.ts "$chromium"
}

# The packages for other languages, and the same examples in each of them (verify/languages/run.sh).
language-packages() { bash verify/languages/run.sh packages; }
language-python() { bash verify/languages/run.sh python; }
language-java() { bash verify/languages/run.sh java; }
language-go() { bash verify/languages/run.sh go; }
languages() { bash verify/languages/run.sh compare; }

release() { # what a release can do without credentials
  "$work/venv/bin/zizmor" --offline --no-progress --quiet .github/workflows
  # The control: an action that is not pinned.
  mkdir -p "$work/unpinned"
  sed -E 's#(actions/setup-node)@[0-9a-f]{40}#\1@v7.0.0#' .github/workflows/build.yml > "$work/unpinned/build.yml"
  if "$work/venv/bin/zizmor" --offline --no-progress --quiet "$work/unpinned/build.yml" > "$work/zizmor-control.log" 2>&1; then
    die 'zizmor does not see an action that is not pinned'
  fi
  grep -q unpinned-uses "$work/zizmor-control.log" || { cat "$work/zizmor-control.log"; die 'zizmor fails for another reason'; }
  echo 'an action that is not pinned is noticed'
  local publint=0.3.25
  if ! is_made "$work/publint" "$publint"; then
    rm -rf "$work/publint" && mkdir -p "$work/publint"
    printf '{ "private": true }\n' > "$work/publint/package.json"
    npm install --silent --prefix "$work/publint" --save-exact --ignore-scripts "publint@$publint"
    made "$work/publint" "$publint"
  fi
  "$work/publint/node_modules/.bin/publint" --strict "$work/languages/packages/library"
  npm sbom --sbom-format=cyclonedx --omit=dev --package-lock-only > "$work/sbom.cdx.json"
  node -e "const { components } = JSON.parse(require('fs').readFileSync('$work/sbom.cdx.json', 'utf8')); console.log('SBOM:', components.length, 'components')"
  # The version and the changelog of the next release, in a clone.
  rm -rf "$work/release"
  git clone --quiet --no-hardlinks . "$work/release"
  ln -s ../../node_modules "$work/release/node_modules"
  quietly bump.log 'projen does not bump the version' bash -c "cd '$work/release' && PROJEN_DISABLE_POST=true projen bump"
  local version
  version=$(cat "$work/release/dist/version.txt")
  if [ -z "$(git tag --list 'v*')" ]; then [ "$version" = 0.1.0 ] || die "the first release must be 0.1.0 and not $version"; fi
  grep -q '^### Features' "$work/release/dist/changelog.md" || die 'the changelog has no features'
  echo "the next release is $version, with $(wc -l < "$work/release/dist/changelog.md") lines in the changelog"
}

compatibility() { # the API, compared with that of the last release
  local last baseline="$work/baseline"
  rm -rf "$baseline" && mkdir -p "$baseline/last" "$baseline/control"
  # The control: a last release with a method that this version does not have.
  cp package.json "$baseline/control/"
  node -e "
    const assembly = JSON.parse(require('fs').readFileSync('.jsii', 'utf8'));
    assembly.types['cdk-private-ca.Validity'].methods.push({ name: 'centuries', static: true, locationInModule: { filename: 'x', line: 1 } });
    require('fs').writeFileSync('$baseline/control/.jsii', JSON.stringify(assembly));"
  if jsii-diff --error-on=all "$baseline/control" . > "$work/diff-control.log" 2>&1; then die 'jsii-diff does not see a removed method'; fi
  grep -q 'centuries' "$work/diff-control.log" || { cat "$work/diff-control.log"; die 'jsii-diff fails for another reason'; }
  echo 'a removed method is noticed'
  last=$(git tag --list 'v*' --sort=-v:refname | head -n 1)
  if [ -z "$last" ]; then
    echo 'there is no release to compare with'
    return
  fi
  (cd "$baseline" && npm pack --silent "cdk-private-ca@${last#v}" && tar --extract --gzip --file ./*.tgz --strip-components=1 --directory last)
  jsii-diff --error-on=all "$baseline/last" . || die "the API is not compatible with $last (docs/compatibility.md)"
  echo "the API is compatible with $last"
}

templates() { # the templates of the examples, compared with those of the last release
  TS_NODE_TRANSPILE_ONLY=true ts-node build-tools/template-changes.ts
}

python-packages() {
  local key
  key="$(key_of verify/requirements.txt) $(python3 -c 'import sys; print(sys.executable, sys.version)' | tr '\n' ' ')"
  if ! is_made "$work/venv" "$key"; then
    rm -rf "$work/venv"
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check --requirement verify/requirements.txt
    made "$work/venv" "$key"
  fi
  "$work/venv/bin/pip" --disable-pip-version-check freeze | tr '\n' ' '
  echo
}

service-model() { # the allowed values and the Regions of services, by the service model of AWS (botocore)
  "$work/venv/bin/python" verify/check_allowed_values.py
  "$work/venv/bin/python" verify/check_regions.py
}

guides() { # the commands in the guides: `aws` commands by the service model, and the others in a shell with the real OpenSSL
  local written="$work/guides" control="$work/guides-control.log" controls=0 mistake
  rm -rf "$written"
  CDK_VALIDATION=false ts-node verify/guides/write-commands.ts "$written"
  commands() { "$work/venv/bin/python" verify/guides/check_commands.py "$1"; }
  commands "$written/commands.json"
  # The controls: a mistake in an option, an operation, a query, a value, and a required option.
  for mistake in 's/"--validity"/"--validty"/=has no option --validty' \
    's/"describe-trust-stores"/"describe-trust-store"/=has no operation describe-trust-store' \
    's/"CertificateAuthority.Status"/"CertificateAuthority.State"/=has nothing for the query CertificateAuthority.State' \
    's/"DISABLED"/"DISABELD"/=does not accept DISABELD' \
    's/"certificate-issued"/"certificate-isued"/=has no waiter certificate-isued' 's/"--csr"/"--region"/=requires --csr' \
    's/"restore-certificate-authority"/"restore-certificate-authorities"/=has no operation restore-certificate-authorities' \
    's/AttributeKey=EventName,/AttributeKey=EventNames,/=does not accept AttributeKey=EventNames' \
    's/"--trail-arn"/"--trail-name"/=has no option --trail-name'; do
    sed "${mistake%%/=*}/" "$written/commands.json" > "$written/altered.json"
    if commands "$written/altered.json" > "$control" 2>&1; then die "no finding for ${mistake%%/=*}/"; fi
    grep -q -- "${mistake#*/=}" "$control" || { cat "$control"; die "another finding for ${mistake%%/=*}/"; }
    controls=$((controls + 1))
  done
  bash verify/guides/run-commands.sh "$written"
  # The control: a guide that verifies a certificate with the certificate of another CA.
  mkdir "$written/altered"
  sed 's/verify -CAfile root.pem/verify -CAfile "$TEST_CA\/other.pem"/' "$written/get-started.sh" > "$written/altered/get-started.sh"
  if bash verify/guides/run-commands.sh "$written/altered" > "$control" 2>&1; then die 'a wrong CA certificate is not noticed'; fi
  grep -q 'unable to get local issuer certificate' "$control" || { cat "$control"; die 'the commands fail for another reason'; }
  echo "$((controls + 1)) altered commands are noticed"
}

event-ruler() { # the engine of AWS, and the program that runs it
  local key built="$work/event-ruler"
  key="$(key_of verify/event-ruler/pom.xml $(find verify/event-ruler -name '*.java' | sort)) $(javac -version 2>&1)"
  if ! is_made "$built" "$key"; then
    rm -rf "$built"
    quietly maven.log 'Maven does not build verify/event-ruler' \
      mvn --batch-mode --file verify/event-ruler/pom.xml compile dependency:copy-dependencies
    made "$built" "$key"
  fi
  (cd "$built/dependency" && printf '%s\n' *.jar)
}

# Evaluates a table of patterns by events with the engine of AWS, then an altered table, which must be refused.
by_event_ruler() { # the table's name, what alters it (sed), what the engine must report on the altered one (grep)
  local table="$work/$1-matrix.json" altered="$work/wrong-$1-matrix.json" control="$work/$1-control.log"
  CDK_VALIDATION=false ts-node "verify/write-$1-matrix.ts" "$table"
  ruler() { java -cp "$work/event-ruler/classes:$work/event-ruler/dependency/*" EventMatrix "$1"; }
  ruler "$table"
  sed "$2" "$table" > "$altered"
  if ruler "$altered" > "$control" 2>&1; then
    die 'event-ruler does not see a wrong table'
  fi
  grep -q "$3" "$control" || { cat "$control"; die 'event-ruler fails for another reason than the wrong table'; }
  echo 'a wrong table is noticed'
}

event-patterns() {
  by_event_ruler event 's/"matches":\["issued",/"matches":["revoked",/' 'instead of \[not issued, revoked\]'
}

signal-rules() {
  by_event_ruler signal 's/"matches":\["DeleteCertificateAuthority"\]/"matches":["RestoreCertificateAuthority"]/' \
    'ca-deleted: matches \[DeleteCertificateAuthority\] instead of'
}

report-events() { # the S3 rule of AuditReportAnalytics
  by_event_ruler report 's/"matches":\["a report in CSV format",/"matches":["a test object",/' \
    'new report: matches \[a report in CSV format'
}

report-queries() { # the synthesized saved queries, by the engine of Athena (Trino)
  use_jdk || die "a JDK of version $oldest_jdk or later is missing: set JAVA_HOME"
  bash verify/queries/run.sh "$work/queries" "$work/venv/bin/python"
}

state-machines() { # the arguments of the API calls, by the service model of AWS (botocore), and executions by ministack
  local key engine="$work/ministack"
  CDK_VALIDATION=false ts-node verify/state-machines/write-calls.ts "$work/calls.json"
  "$work/venv/bin/python" verify/state-machines/check_arguments.py "$work/calls.json"
  # Packages of its own: it needs another version of botocore.
  key="$(key_of verify/state-machines/requirements.txt) $(python3 -c 'import sys; print(sys.executable, sys.version)' | tr '\n' ' ')"
  if ! is_made "$engine" "$key"; then
    rm -rf "$engine"
    python3 -m venv "$engine"
    "$engine/bin/pip" install --quiet --disable-pip-version-check --requirement verify/state-machines/requirements.txt
    made "$engine" "$key"
  fi
  CDK_VALIDATION=false ts-node verify/state-machines/write-executions.ts "$work/executions.json"
  "$engine/bin/python" -B verify/state-machines/run_executions.py "$work/executions.json"
}

filter-patterns() { # on the part of the syntax that aws-json-term-matcher supports
  CDK_VALIDATION=false ts-node verify/write-filter-matrix.ts "$work/filter-matrix.json"
  "$work/venv/bin/python" verify/check_filter_patterns.py "$work/filter-matrix.json"
  # The control: a wrong table, and a pattern with one character changed.
  sed 's/"expected":true/"expected":false/' "$work/filter-matrix.json" > "$work/wrong-filters.json"
  if "$work/venv/bin/python" verify/check_filter_patterns.py "$work/wrong-filters.json" 2> "$work/filters-control.log"; then
    die 'aws-json-term-matcher does not see a wrong table'
  fi
  sed 's/\(\$.eventName = \)\\"D/\1\\"X/g' "$work/filter-matrix.json" > "$work/altered-filters.json"
  if "$work/venv/bin/python" verify/check_filter_patterns.py "$work/altered-filters.json" 2> "$work/filters-control.log"; then
    die 'aws-json-term-matcher does not see an altered pattern'
  fi
  grep -q '^ca-deleted: DeleteCertificateAuthority should be True' "$work/filters-control.log" \
    || { cat "$work/filters-control.log"; die 'aws-json-term-matcher fails for another reason than the altered pattern'; }
  echo 'a wrong table and an altered pattern are noticed'
}

certificates() { # issued with real keys, by the template definitions of AWS Private CA
  # offline-root is a second deployment, and life-cycles.json has both.
  use_jdk || die "a JDK of version $oldest_jdk or later is missing: set JAVA_HOME"
  local templates
  mapfile -t templates < <(find cdk.out -name '*.template.json' -not -path '*/offline-root/*' | sort)
  rm -rf "$work/certificates"
  TS_NODE_TRANSPILE_ONLY=true CDK_VALIDATION=false ts-node verify/write-certificate-corpus.ts "$work/certificates"
  "$work/venv/bin/python" -B verify/check_certificates.py "$work/certificates" \
    "${templates[@]}" integ/*.snapshot/*.template.json
}

signed-certificates() { # by parents outside the app: ML-DSA, whose certificates Python makes, and Node.js reads
  local cases="$work/signed-certificates.json" altered="$work/altered-signed-certificates.json" control="$work/signed-control.log"
  "$work/venv/bin/python" -B verify/write-signed-certificates.py "$cases"
  checked() { TS_NODE_TRANSPILE_ONLY=true CDK_VALIDATION=false ts-node verify/check-signed-certificates.ts "$1"; }
  checked "$cases"
  # The control: other results are expected, and the certificate of an accepted case is altered.
  sed 's/"code": "CertificateKeyAlgorithm"/"code": "CertificateNotCa"/; s/"keyAlgorithm": "ML_DSA_44"/"keyAlgorithm": "ML_DSA_87"/' "$cases" > "$altered"
  if checked "$altered" > "$control" 2>&1; then die 'the check does not see altered cases'; fi
  local reason
  for reason in 'ML_DSA_44 throughout: CertificateKeyAlgorithm instead of 0' 'another parameter set: CertificateKeyAlgorithm instead of CertificateNotCa'; do
    grep -qF "$reason" "$control" || { cat "$control"; die "the control fails for another reason than $reason"; }
  done
  echo 'altered cases are noticed'
}

properties() {
  PROPERTY_RUNS=2000 jest test/properties --ci --reporters=default
}

fuzz() { # random apps and bad values from the types of the API, in two processes
  local hashes="$work/fuzz-hashes.json"
  apps() { TS_NODE_TRANSPILE_ONLY=true CDK_VALIDATION=false ts-node verify/fuzz/fuzz.ts "$@"; }
  apps "$hashes"
  # The other process has another time zone and language.
  TZ=Asia/Kolkata LC_ALL=C apps "$hashes" compare
}

examples() { # test/compliance has validated them, in one process: the validator takes longer to load than to run
  CDK_VALIDATION=false ts-node build-tools/synth-examples.ts
}

cfn-lint() {
  local templates
  mapfile -t templates < <(find cdk.out -name '*.template.json' | sort)
  # W3005: a state machine and an encrypted log group wait for their role and key, which they also refer to.
  "$work/venv/bin/cfn-lint" --ignore-checks W3005 -- "${templates[@]}"
  # W3005 (a dependency twice) is about the custom resource by which CDK empties a bucket. The library ships none.
  "$work/venv/bin/cfn-lint" --ignore-checks W3005 -- integ/*.snapshot/cdk-private-ca-*.template.json
  echo "no finding in ${#templates[@]} templates of examples and those of the integration apps"
  # The control: one misspelled property, and cfn-lint must see it.
  sed 's/"KeyAlgorithm"/"KeyAlgoritm"/' cdk.out/first-ca/FirstCa.template.json > "$work/misspelled.template.json"
  if "$work/venv/bin/cfn-lint" "$work/misspelled.template.json" > "$work/cfn-lint-control.log"; then
    die 'cfn-lint does not see a misspelled property'
  fi
  grep -q KeyAlgoritm "$work/cfn-lint-control.log" || die 'cfn-lint fails for another reason than the misspelled property'
  echo 'a misspelled property is found'
}

floor-install() { # the lowest peers
  local key="$floor_cdk $floor_constructs"
  if ! is_made "$work/floor" "$key"; then
    rm -rf "$work/floor" && mkdir -p "$work/floor"
    printf '{ "private": true }\n' > "$work/floor/package.json"
    npm install --silent --prefix "$work/floor" --save-exact --ignore-scripts \
      "aws-cdk-lib@$floor_cdk" "constructs@$floor_constructs"
    made "$work/floor" "$key"
  fi
  echo "aws-cdk-lib $floor_cdk, constructs $floor_constructs"
}

floor-types() {
  cat > "$work/floor/tsconfig.json" << JSON
{
  "extends": "../../tsconfig.json",
  "compilerOptions": {
    "rootDir": "../..",
    "noEmit": true,
    "types": ["node"],
    "typeRoots": ["../../node_modules/@types"],
    "paths": {
      "aws-cdk-lib": ["./node_modules/aws-cdk-lib"],
      "aws-cdk-lib/*": ["./node_modules/aws-cdk-lib/*"],
      "constructs": ["./node_modules/constructs"]
    }
  },
  "include": ["../../src/**/*.ts"]
}
JSON
  tsc -p "$work/floor/tsconfig.json"
  echo "src compiles with aws-cdk-lib $floor_cdk"
}

floor-policies() { # every policy, as the lowest and the newest aws-cdk-lib render it
  local written="$work/policies" flags
  rm -rf "$written"
  policies() { # the feature flags, the name of the version, the folder of the peers if they are not the newest
    local context
    context=$(node -p "JSON.stringify({
      'aws:cdk:disable-creation-stack-traces': true,
      ...'$1' === 'recommended' && require('aws-cdk-lib/recommended-feature-flags.json') })")
    CDK_CONTEXT_JSON=$context TS_NODE_TRANSPILE_ONLY=true CDK_VALIDATION=false \
      ts-node verify/write-policies.ts "$written/$1-$2" "${@:3}"
  }
  for flags in none recommended; do
    policies $flags newest
    policies $flags lowest "$work/floor"
    diff -u "$written/$flags-newest/policies.json" "$written/$flags-lowest/policies.json" \
      || die "aws-cdk-lib $floor_cdk renders other policies than the newest (feature flags: $flags)"
  done
  # The control: a helper of CDK that loses its conditions with the lowest version.
  if diff "$written/none-newest/control.json" "$written/none-lowest/control.json" > "$work/policies-control.log"; then
    die 'the comparison does not see a lost condition'
  fi
  grep -q 'kms:EncryptionContext:purpose' "$work/policies-control.log" \
    || { cat "$work/policies-control.log"; die 'the control differs for another reason than the lost condition'; }
  echo 'no policy differs, and a lost condition is noticed'
}

floor-tests() {
  # cdk-nag and the strict validation need a newer aws-cdk-lib than src does; the tests of docs, API, and architecture
  # read sources and what the newest compiler made of them.
  # In one process, the coverage costs less than in one process for each file of tests.
  CDK_PRIVATE_CA_FLOOR="$floor_cdk" CDK_PRIVATE_CA_PEERS="$work/floor" c8 --config verify/c8.json mocha --config verify/mocha.floor.json
}

[ "$(type -t "${1-}")" = function ] || die "usage: bash verify/run.sh SECTION; npm run verify runs all sections"
# The result and the output, which build-tools/results.ts reads. A section that fails leaves no result.
results="$work/results"
mkdir -p "$results" && rm -f "$results/$1.json"
"$1" 2>&1 | tee "$results/$1.log"
printf '{ "section": "%s", "seconds": %d, "date": "%s", "commit": "%s", "changed": %s }\n' "$1" "$SECONDS" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" \
  "$(git rev-parse HEAD)" "$(git diff --quiet HEAD && echo false || echo true)" > "$results/$1.json"
