printf 'hello world' | base64; printf aGVsbG8= | base64 -d; echo; seq 100 | base64 | head -2; seq 100 | base64 -w0 | wc -c; seq 50 | base64 | base64 -d | tail -1
