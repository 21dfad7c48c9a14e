#!/usr/bin/env bash
# The packages and the examples in each language. Usage: verify/languages/run.sh packages|python|java|go|compare
# Everything is in .verify/languages, and is made again only if what it depends on has changed.
set -euo pipefail
cd "$(dirname "$0")/../.."
PATH="$PWD/node_modules/.bin:$PATH"
# jsii prints a banner on each run with Node.js 20.
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20 JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION=20

work=$PWD/.verify/languages
packages=$work/packages
venv=$work/venv
mkdir -p "$work"

die() { printf 'verify: %s\n' "$*" >&2; exit 1; }
quietly() { # the log, what the failure means, the command
  local log="$work/$1" meaning=$2
  shift 2
  "$@" > "$log" 2>&1 || { cat "$log"; die "$meaning"; }
}
is_made() { [ "$(cat "$1/key" 2> /dev/null)" = "$2" ]; }
made() { printf '%s\n' "$2" > "$1/key"; }
key_of() { find "$@" -type f -print0 | sort -z | xargs -0 cat | sha256sum | cut -d ' ' -f 1; }

# The peers in the package of a language are those that its jsii runtime loads.
peers() { # the language, the archive of aws-cdk-lib, the archive of constructs
  local peers="$work/$1-peers" key="$2 $3" name
  if is_made "$peers" "$key"; then return; fi
  local to="$peers/node_modules"
  rm -rf "$peers"
  for name in aws-cdk-lib constructs; do
    mkdir -p "$to/$name"
    tar --extract --gzip --file "$2" --strip-components=1 --exclude='*.d.ts' --directory "$to/$name"
    shift
  done
  made "$peers" "$key"
}

references() { # the language, the names of the examples
  local language=$1
  shift
  rm -rf "$work/$language-reference"
  TS_NODE_TRANSPILE_ONLY=true CDK_VALIDATION=false ts-node verify/languages/write-references.ts \
    "$packages/library" "$work/$language-peers" "$work/$language-reference" "$@"
}

example_names() { node -p "Object.keys(JSON.parse(require('fs').readFileSync('$work/$1/result.json')).seconds).sort().join(' ')"; }

# Runs what synthesizes the examples of a language, then synthesizes the same in TypeScript.
synthesize() { # the language, the command
  local language=$1 started=$SECONDS names
  shift
  rm -rf "${work:?}/$language" && mkdir -p "$work/$language"
  CDK_VALIDATION=false quietly "$language.log" "the examples in $language can't be synthesized" "$@"
  names=$(example_names "$language")
  # shellcheck disable=SC2086
  references "$language" $names
  echo "$language: $names, $((SECONDS - started)) s"
}

packages() { # code for all languages from one packed artifact, with samples in the language of the package
  local key
  key="$(key_of lib .jsii .jsii.tabl.json package.json .npmignore README.md LICENSE NOTICE) $(jsii-pacmak --version 2> /dev/null | tail -n 1)"
  if ! is_made "$packages" "$key"; then
    rm -rf "$packages"
    quietly pacmak.log 'jsii-pacmak does not generate' \
      jsii-pacmak --code-only --no-npmignore --rosetta-unknown-snippets=fail --outdir "$packages"
    mkdir -p "$packages/library"
    tar --extract --gzip --file "$packages"/js/*.tgz --strip-components=1 --directory "$packages/library"
    made "$packages" "$key"
  fi
  local file
  for file in library/.jsii library/LICENSE library/NOTICE library/lib/index.d.ts \
    python/src/cdk_private_ca/__init__.py java/src/main/java/io/github/cdkprivateca/RootCertificateAuthority.java \
    dotnet/CdkPrivateCa/CdkPrivateCa/RootCertificateAuthority.cs go/cdkprivateca/RootCertificateAuthority.go; do
    [ -s "$packages/$file" ] || die "$file was not generated"
  done
  local unwanted
  unwanted=$(cd "$packages/library" && find . -type f \( -name '*.map' -o -name '*.test.*' -o -path './test/*' -o -path './src/*' -o -path './bench/*' \
    -o -path './integ/*' -o -path './examples/*' -o -name API.md -o -name '*.ts' -not -name '*.d.ts' \))
  [ -z "$unwanted" ] || die "the package must not contain: $unwanted"
  if grep -rl 'sourceMappingURL' "$packages/library/lib"; then die 'the package has source maps'; fi
  echo "the package has $(stat --format=%s "$packages"/js/*.tgz) bytes"
  # The floor of aws-cdk-lib in the metadata of each package is what docs/languages.md documents.
  local floor
  floor=$(node -p "require('./package.json').peerDependencies['aws-cdk-lib'].slice(1)")
  grep -qF "aws-cdk-lib>=$floor, <3.0.0" "$packages/python/setup.py" || die 'the wheel has another floor of aws-cdk-lib'
  grep -qF "<version>[$floor,3.0.0)</version>" "$packages/java/pom.xml" || die 'the POM has another floor of aws-cdk-lib'
  grep -qF "Version=\"[$floor,3.0.0)\"" "$packages/dotnet/CdkPrivateCa/CdkPrivateCa.csproj" || die 'NuGet has another floor of aws-cdk-lib'
  local go_floor
  go_floor=$(sed -nE 's#.*aws-cdk-go/awscdk/v2 v(.*)$#\1#p' "$packages/go/cdkprivateca/go.mod")
  grep -qF "| Go | 1.26 | $go_floor |" docs/languages.md || die "docs/languages.md must contain: | Go | 1.26 | $go_floor |"
  texts
}

texts() { # no TypeScript in packages of other languages
  local generated=("$packages/python" "$packages/java/src" "$packages/go" "$packages/dotnet")
  ts-node --transpile-only verify/languages/check-texts.ts "${generated[@]}"
  # The control: the README of the npm package, which has TypeScript and relative links.
  if ts-node --transpile-only verify/languages/check-texts.ts "$packages/library/README.md" > "$work/texts-control.log" 2>&1; then
    die 'the check does not see TypeScript'
  fi
  grep -q 'TypeScript: import { App' "$work/texts-control.log" || { cat "$work/texts-control.log"; die 'the check fails for another reason'; }
  grep -q 'relative link' "$work/texts-control.log" || { cat "$work/texts-control.log"; die 'the check does not see a relative link'; }
  echo 'TypeScript and a relative link are noticed'
}

python() {
  local key
  key="$(key_of verify/languages/requirements.txt) $(python3 -c 'import sys; print(sys.executable, sys.version)' | tr '\n' ' ')"
  if ! is_made "$venv" "$key"; then
    rm -rf "$venv"
    python3 -m venv "$venv"
    quietly pip.log 'pip does not install' "$venv/bin/pip" install --disable-pip-version-check --requirement verify/languages/requirements.txt
    made "$venv" "$key"
  fi
  local built="$work/python-built"
  key="$(cat "$packages/key" "$venv/key")"
  if ! is_made "$built" "$key"; then
    rm -rf "$built"
    quietly wheel.log 'the wheel is not built' \
      "$venv/bin/pip" wheel --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir "$built" "$packages/python"
    quietly twine.log 'twine refuses the wheel' "$venv/bin/twine" check --strict "$built"/*.whl
    quietly wheel.log 'the wheel is not installed' \
      "$venv/bin/pip" install --disable-pip-version-check --no-deps --force-reinstall "$built"/*.whl
    made "$built" "$key"
  fi
  local site
  site=$("$venv/bin/python" -c 'import aws_cdk, pathlib; print(pathlib.Path(aws_cdk.__file__).parent.parent)')
  peers python "$site"/aws_cdk/_jsii/aws-cdk-lib@*.tgz "$site"/constructs/_jsii/constructs@*.tgz
  synthesize python "$venv/bin/python" -B verify/languages/synth.py examples/python "$work/python"
}

java() {
  local built="$work/java-built" key version
  key="$(cat "$packages/key") $(key_of examples/java verify/languages/java verify/languages/run.sh) $(javac -version 2>&1)"
  version=$(node -p "require('./package.json').version")
  if ! is_made "$built" "$key"; then
    rm -rf "$built" && mkdir -p "$built"
    cp -r "$packages/java" "$built/library"
    cp -r examples/java "$built/examples"
    cp verify/languages/java/*.java "$built/examples/src/main/java/"
    # One build for both, so that the examples use the package that is not published.
    cat > "$built/pom.xml" << XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>verify</groupId>
  <artifactId>verify</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <modules><module>library</module><module>examples</module></modules>
</project>
XML
    # Maven Central requires a name, a description, a URL, a license, developers, and SCM information.
    local element
    for element in name description url license developer scm; do
      grep -q "<$element>" "$packages/java/pom.xml" || die "the POM has no $element"
    done
    quietly maven.log 'Maven does not build the package and the examples' \
      mvn --batch-mode --no-transfer-progress --file "$built/pom.xml" "-Dcdk-private-ca.version=$version" -Dmaven.javadoc.skip=true \
      package org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath -DincludeScope=runtime \
        -Dmdep.outputFile=target/classpath
    made "$built" "$key"
  fi
  local classpath archives="$work/java-archives"
  classpath=$(cat "$built/examples/target/classpath")
  if ! is_made "$archives" "$key"; then
    rm -rf "$archives" && mkdir -p "$archives"
    python3 - "$archives" "$classpath" << 'PYTHON'
import re, sys, zipfile
for jar in sys.argv[2].split(':'):
    if re.search(r'/(aws-cdk-lib|constructs)-[^/]*\.jar$', jar):
        with zipfile.ZipFile(jar) as archive:
            archive.extractall(sys.argv[1], [name for name in archive.namelist() if name.endswith('.tgz')])
PYTHON
    made "$archives" "$key"
  fi
  peers java "$(find "$archives" -name 'aws-cdk-lib@*.tgz')" "$(find "$archives" -name 'constructs@*.tgz')"
  synthesize java command java -cp "$built/examples/target/classes:$classpath" Verify "$work/java"
}

go() {
  local built="$work/go-built" key
  key="$(cat "$packages/key") $(key_of examples/go verify/languages/go verify/languages/run.sh) $(command go version)"
  if ! is_made "$built" "$key"; then
    rm -rf "$built"
    cp -r examples/go "$built"
    mkdir -p "$built/cmd/verify" && cp verify/languages/go/main.go "$built/cmd/verify/"
    (
      cd "$built"
      command go mod edit "-replace=github.com/cdk-private-ca/cdk-private-ca-go/cdkprivateca=$packages/go/cdkprivateca"
      unformatted=$(gofmt -l .)
      [ -z "$unformatted" ] || die "gofmt: $unformatted"
      GOFLAGS=-mod=mod quietly go-build.log 'the examples in Go do not compile' command go build -o verify ./cmd/verify
      GOFLAGS=-mod=mod quietly go-vet.log 'go vet refuses the examples' command go vet ./...
    )
    made "$built" "$key"
  fi
  peers go "$(cd "$built" && GOFLAGS=-mod=mod command go list -m -f '{{.Dir}}' github.com/aws/aws-cdk-go/awscdk/v2)"/jsii/aws-cdk-lib-*.tgz \
    "$(cd "$built" && GOFLAGS=-mod=mod command go list -m -f '{{.Dir}}' github.com/aws/constructs-go/constructs/v10)"/jsii/constructs-*.tgz
  synthesize go "$built/verify" "$work/go"
}

compare() {
  ts-node --transpile-only verify/languages/compare.ts "$work" "$@"
}

case "${1-}" in
  packages | python | java | go | compare) "$@" ;;
  *) die 'usage: verify/languages/run.sh packages|python|java|go|compare [--update]' ;;
esac
