#!/usr/bin/env bash
# The saved queries of AuditReportAnalytics, on an embedded Trino. Usage: verify/queries/run.sh WORK PYTHON
# Needs Maven, and a JDK of version 24 or later (Trino 476) in JAVA_HOME. `bash verify/run.sh report-queries` sets it.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$1
python=$2

mkdir -p "$work/classes"
mvn --batch-mode --quiet --file verify/queries/pom.xml dependency:build-classpath \
  -Dmdep.outputFile="$PWD/$work/classpath" > "$work/maven.log" 2>&1 || { cat "$work/maven.log"; exit 1; }
classpath=$(cat "$work/classpath")
"$JAVA_HOME/bin/javac" -d "$work/classes" -cp "$classpath" verify/queries/src/main/java/RunQueries.java
TS_NODE_TRANSPILE_ONLY=true CDK_VALIDATION=false npx ts-node verify/queries/write-statements.ts "$work/statements.json"
"$python" verify/queries/check_queries.py "$work/statements.json" "$work" test/fixtures/audit-report-sample.csv \
  "$JAVA_HOME/bin/java" -Xmx1500m -Djava.awt.headless=true --add-modules=jdk.incubator.vector \
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dair.log.levels=ERROR \
  -cp "$work/classes:$classpath" RunQueries 2> "$work/trino.log" || { tail -n 20 "$work/trino.log"; exit 1; }
