#!/usr/bin/env bash
# Runs the commands of each guide, with the real OpenSSL and a test CA. Programs that need an account are stubs.
# The arguments are the folder with the scripts that write-commands.ts wrote, and the guides (default: all).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
scripts=$(cd "$1" && pwd)
shift
folder=$(mktemp -d)
server=
stop_server() { if [ -n "$server" ]; then kill "$server" 2> /dev/null || true; wait "$server" 2> /dev/null || true; server=; fi; }
trap 'stop_server; rm -rf "$folder"' EXIT
export TEST_CA="$folder/ca" PATH="$here/stubs:$PATH"
mkdir "$TEST_CA"

# The test CA, its renewed certificate, a server certificate, and the certificate of an issuing CA.
(
  cd "$TEST_CA"
  printf 'subjectAltName=DNS:server.example.com\nextendedKeyUsage=serverAuth\n' > server.ext
  printf 'extendedKeyUsage=clientAuth\nkeyUsage=critical,digitalSignature\n' > client.ext
  printf 'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\n' > issuing.ext
  new_key='-newkey ec -pkeyopt ec_paramgen_curve:P-384 -noenc'
  openssl req -x509 $new_key -keyout root.key -subj '/CN=Example Corp Root CA G1' -days 3650 -out root.pem
  openssl req -x509 -key root.key -subj '/CN=Example Corp Root CA G1' -days 7300 -out renewed.pem
  openssl req -x509 $new_key -keyout other.key -subj '/CN=Other CA' -days 10 -out other.pem
  openssl req -new $new_key -keyout server.key -subj '/CN=server.example.com' -out server.csr
  openssl x509 -req -in server.csr -CA root.pem -CAkey root.key -CAcreateserial -days 7 -extfile server.ext -out server.pem
  openssl req -new $new_key -keyout issuing.key -subj '/CN=Example Corp Issuing CA G1' -out issuing.csr
  openssl x509 -req -in issuing.csr -CA root.pem -CAkey root.key -CAcreateserial -days 7 -extfile issuing.ext -out issuing.pem
) 2> /dev/null

start_server() { # the options of a TLS server with the server certificate
  port=$((20000 + RANDOM % 20000))
  openssl s_server -accept "$port" -cert "$TEST_CA/server.pem" -key "$TEST_CA/server.key" -quiet "$@" < /dev/null > /dev/null 2>&1 &
  server=$!
  for _ in $(seq 50); do
    if (exec 3<> "/dev/tcp/localhost/$port") 2> /dev/null; then return; fi
    sleep 0.1
  done
  echo "no TLS server at port $port" >&2
  exit 1
}

run() { # the script of a guide; prints what its commands print
  local name
  name=$(basename "$1" .sh)
  mkdir "$folder/work"
  cd "$folder/work"
  # What a guide expects to exist: the key of an offline root CA, and the files of the existing PKI.
  cp "$TEST_CA/root.pem" "$TEST_CA/root.key" .
  cp "$TEST_CA/root.pem" existing-chain.pem
  cp "$TEST_CA/issuing.pem" issuing-ca.pem
  rm -f "$TEST_CA/calls"
  [ "$name" = rotate-and-renew ] && export RENEWAL=1 || export RENEWAL=
  sed "s/server.example.com:443/localhost:${port-}/" "$1" > script.sh
  local status=0
  bash -euo pipefail script.sh < /dev/null 2>&1 || status=$?
  cd "$folder"
  rm -rf "$folder/work"
  return $status
}

expect() { # a text that the commands must print, the guide, and its output
  grep -qF -- "$1" "$3" || { cat "$3"; echo "the commands of $2 do not print: $1" >&2; exit 1; }
}

guides=("$@")
if [ ${#guides[@]} -eq 0 ]; then for script in "$scripts"/*.sh; do guides+=("$(basename "$script" .sh)"); done; fi
for guide in "${guides[@]}"; do
  log="$folder/$guide.log"
  case $guide in
    acm-load-balancer) start_server ;;
    mutual-tls) start_server -Verify 1 -verify_return_error -CAfile "$TEST_CA/root.pem" ;;
  esac
  (run "$scripts/$guide.sh") > "$log" || { cat "$log"; echo "the commands of $guide fail" >&2; exit 1; }
  # What the guide tells the reader to compare.
  case $guide in
    get-started) expect 'server.pem: OK' "$guide" "$log" ;;
    acm-load-balancer) expect 'Verification: OK' "$guide" "$log" ;;
    mutual-tls)
      expect 'client.pem: OK' "$guide" "$log"
      expect 'CONNECTION ESTABLISHED' "$guide" "$log"
      if grep -q 'alert' "$log"; then cat "$log"; echo 'the server rejects the client' >&2; exit 1; fi
      # The control of the guide: the same command without a certificate.
      openssl s_client -connect "localhost:$port" -brief < <(sleep 1) > "$log" 2>&1 || true
      expect 'certificate required' "$guide" "$log"
      openssl verify -CAfile "$TEST_CA/root.pem" -purpose sslclient "$TEST_CA/server.pem" > "$log" 2>&1 || true
      expect 'certificate purpose' "$guide" "$log"
      ;;
    external-parent) expect 'issuing-ca.pem: OK' "$guide" "$log"; expect 'CA:TRUE, pathlen:0' "$guide" "$log" ;;
    from-another-pki) expect 'issuing-ca.pem: OK' "$guide" "$log" ;;
    msk) expect 'client.pem: OK' "$guide" "$log" ;;
    roles-anywhere) expect 'CN = build-01.example.com' "$guide" "$log" ;;
    rotate-and-renew) [ "$(grep -c '^serial=' "$log")" = "$(grep '^serial=' "$log" | sort -u | wc -l)" ] \
      || { cat "$log"; echo 'the serial numbers do not differ' >&2; exit 1; } ;;
  esac
  stop_server
done
echo "the commands of ${#guides[@]} guides run"
