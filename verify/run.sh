#!/usr/bin/env bash
# `npm run verify`: what engines other than jest have to say. Sets up what it needs under .verify/ (Python packages in a
# virtual environment, the lowest aws-cdk-lib that we support) and fails, never skips, when a tool is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

work=.verify
floor_cdk=$(node -p "require('./package.json').peerDependencies['aws-cdk-lib'].replace('^', '')")
floor_constructs=$(node -p "require('./package.json').peerDependencies.constructs.replace('^', '')")

section() { printf '\n== %s\n' "$*"; }
die() { printf 'verify: %s\n' "$*" >&2; exit 1; }

tools() {
  section 'tools'
  for tool in node npm git python3 java mvn; do
    command -v "$tool" > /dev/null || die "$tool is missing"
    version=$("$tool" --version)
    printf '%s: %s\n' "$tool" "${version%%$'\n'*}"
  done
  printf 'will install: cfn-lint, botocore, cryptography, aws-json-term-matcher and what they need (PyPI, %s/venv), aws-cdk-lib %s and constructs %s (npm, %s/floor), event-ruler (Maven, %s/event-ruler)\n' \
    "$work" "$floor_cdk" "$floor_constructs" "$work" "$work"
  mkdir -p "$work"
}

committed_files() {
  section 'generated and committed files'
  npx projen default > "$work/projen.log" 2>&1 || { cat "$work/projen.log"; die 'projen does not run'; }
  npx jsii-docgen -o "$work/API.md" > "$work/docgen.log" 2>&1 || { cat "$work/docgen.log"; die 'jsii-docgen does not run'; }
  diff -q API.md "$work/API.md" || die 'API.md is not what the code says: run npm run docgen'
  git diff --exit-code --stat || die 'generated files differ from the committed ones: run npx projen'
  # The name of the host is that of this machine's setting, so that this file does not name one either.
  local host
  host=$(npm config get registry 2> /dev/null | sed -E 's#^https?://##; s#/.*$##')
  if git grep -lF "$host" -- .; then die 'a committed file names a package registry'; fi
  if git grep -l '"resolved"' -- package-lock.json; then die 'package-lock.json has download addresses'; fi
  # The path of this very checkout must stand nowhere.
  if git grep -lF "$PWD" -- .; then die 'a committed file has an absolute path of this machine'; fi
  echo 'as they should be'
}

samples() {
  section 'samples of README, docs and doc comments (jsii-rosetta)'
  npx jsii-rosetta extract --strict --compile --fail > "$work/rosetta.log" 2>&1 \
    || { cat "$work/rosetta.log"; die 'a sample does not compile'; }
}

languages() {
  section 'code generation for the jsii languages'
  rm -rf "$work/pacmak"
  npx jsii-pacmak --code-only --outdir "$work/pacmak" > "$work/pacmak.log" 2>&1 \
    || { cat "$work/pacmak.log"; die 'jsii-pacmak does not generate'; }
  local generated=(
    python/src/cdk_private_ca/__init__.py
    java/src/main/java/io/github/cdkprivateca/RootCertificateAuthority.java
    dotnet/CdkPrivateCa/CdkPrivateCa/RootCertificateAuthority.cs
    go/cdkprivateca/RootCertificateAuthority.go
  )
  for file in "${generated[@]}"; do
    [ -s "$work/pacmak/$file" ] || die "$file was not generated"
    echo "$file"
  done
  python3 -m py_compile "$work/pacmak/${generated[0]}"
}

python_packages() {
  section 'Python packages'
  [ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check --requirement verify/requirements.txt
  "$work/venv/bin/pip" freeze | tr '\n' ' '
  echo
}

service_model() {
  section "allowed values, by AWS's service model (botocore)"
  "$work/venv/bin/python" verify/check_allowed_values.py
}

# Puts a table of patterns by events to AWS's engine; then one that says something wrong, which it must notice.
by_event_ruler() { # the table's name, what spoils it (sed), what the engine must say of the spoilt one (grep)
  local table="$work/$1-matrix.json" spoilt="$work/wrong-$1-matrix.json" control="$work/$1-control.log"
  TS_NODE_TRANSPILE_ONLY=true CDK_VALIDATION=false npx ts-node "verify/write-$1-matrix.ts" "$table"
  ruler() { mvn --batch-mode --quiet --file verify/event-ruler/pom.xml compile exec:java -Dexec.args="$PWD/$1"; }
  ruler "$table"
  sed "$2" "$table" > "$spoilt"
  if ruler "$spoilt" > "$control" 2>&1; then
    die 'event-ruler does not see a wrong table'
  fi
  grep -q "$3" "$control" || { cat "$control"; die 'event-ruler fails for another reason than the wrong table'; }
  echo 'a wrong table is noticed'
}

event_patterns() {
  section "event patterns, by AWS's engine (event-ruler)"
  by_event_ruler event 's/"matches":\["issued",/"matches":["revoked",/' 'instead of \[not issued, revoked\]'
}

signal_rules() {
  section "the signals' rules, by AWS's engine (event-ruler)"
  by_event_ruler signal 's/"matches":\["DeleteCertificateAuthority"\]/"matches":["RestoreCertificateAuthority"]/' \
    'ca-deleted: matches \[DeleteCertificateAuthority\] instead of'
}

filter_patterns() {
  section 'filter patterns, on the part that aws-json-term-matcher knows'
  TS_NODE_TRANSPILE_ONLY=true CDK_VALIDATION=false npx ts-node verify/write-filter-matrix.ts "$work/filter-matrix.json"
  "$work/venv/bin/python" verify/check_filter_patterns.py "$work/filter-matrix.json"
  # The control: a table that says something wrong, and a pattern with one character changed.
  sed 's/"expected":true/"expected":false/' "$work/filter-matrix.json" > "$work/wrong-filters.json"
  if "$work/venv/bin/python" verify/check_filter_patterns.py "$work/wrong-filters.json" 2> "$work/filters-control.log"; then
    die 'aws-json-term-matcher does not see a wrong table'
  fi
  sed 's/\(\$.eventName = \)\\"D/\1\\"X/g' "$work/filter-matrix.json" > "$work/spoilt-filters.json"
  if "$work/venv/bin/python" verify/check_filter_patterns.py "$work/spoilt-filters.json" 2> "$work/filters-control.log"; then
    die 'aws-json-term-matcher does not see a spoilt pattern'
  fi
  grep -q '^ca-deleted: DeleteCertificateAuthority should be True' "$work/filters-control.log" \
    || { cat "$work/filters-control.log"; die 'aws-json-term-matcher fails for another reason than the spoilt pattern'; }
  echo 'a wrong table and a spoilt pattern are noticed'
}

certificates() {
  section 'certificates, issued with real keys by the AWS Private CA template definitions'
  command -v openssl > /dev/null || die 'openssl is missing'
  openssl version
  # The section cfn-lint synthesizes the examples.
  [ -d cdk.out ] || npm run --silent examples
  rm -rf "$work/certificates"
  TS_NODE_TRANSPILE_ONLY=true CDK_VALIDATION=false npx ts-node verify/write-certificate-corpus.ts "$work/certificates"
  "$work/venv/bin/python" -B verify/check_certificates.py "$work/certificates" \
    cdk.out/*/*.template.json integ/*.snapshot/*.template.json
}

properties() {
  section 'property-based tests, 2,000 runs each'
  PROPERTY_RUNS=2000 npx jest test/properties --ci --coverage=false --reporters=default
}

cfn_lint() {
  section 'cfn-lint'
  npm run --silent examples
  local templates=(cdk.out/*/*.template.json)
  "$work/venv/bin/cfn-lint" "${templates[@]}"
  # W3005 (a dependency twice) is about the custom resource by which CDK empties a bucket; the library ships none.
  "$work/venv/bin/cfn-lint" --ignore-checks W3005 -- integ/*.snapshot/cdk-private-ca-*.template.json
  echo "no finding in ${#templates[@]} templates of examples and those of the integration apps"
  # The control: one misspelt property, and cfn-lint must see it.
  sed 's/"KeyAlgorithm"/"KeyAlgoritm"/' cdk.out/first-ca/FirstCa.template.json > "$work/misspelt.template.json"
  if "$work/venv/bin/cfn-lint" "$work/misspelt.template.json" > "$work/cfn-lint-control.log"; then
    die 'cfn-lint does not see a misspelt property'
  fi
  grep -q KeyAlgoritm "$work/cfn-lint-control.log" || die 'cfn-lint fails for another reason than the misspelt property'
  echo 'a misspelt property is found'
}

floor() {
  section "the lowest peers: aws-cdk-lib $floor_cdk, constructs $floor_constructs"
  mkdir -p "$work/floor"
  if [ "$(cat "$work/floor/installed" 2> /dev/null)" != "$floor_cdk $floor_constructs" ]; then
    rm -rf "$work/floor" && mkdir -p "$work/floor"
    printf '{ "private": true }\n' > "$work/floor/package.json"
    npm install --silent --prefix "$work/floor" --save-exact --ignore-scripts \
      "aws-cdk-lib@$floor_cdk" "constructs@$floor_constructs"
    echo "$floor_cdk $floor_constructs" > "$work/floor/installed"
  fi
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
  npx tsc -p "$work/floor/tsconfig.json"
  echo 'src compiles'
  # cdk-nag and the strict validation need a newer aws-cdk-lib than src does; test/api reads what jsii compiled.
  CDK_PRIVATE_CA_FLOOR="$floor_cdk" npx jest --ci --coverage=false --config verify/jest.floor.config.json \
    --reporters=default
}

tools
committed_files
samples
languages
python_packages
service_model
filter_patterns
event_patterns
signal_rules
cfn_lint
certificates
properties
floor
section 'all verified'
