set -eu
: "${APP_MODE:=prod}"
log() { printf '[%s] %s\n' "$1" "$2"; }
run() { log info "mode $APP_MODE"; "$@"; }
if [ "${1:-}" = "" ]; then set -- echo default "$APP_MODE"; fi
run "$@"
