cat > app.conf <<E
# comment
name=web
port=8080
E
while IFS== read -r key value; do [ "${key#\#}" = "$key" ] || continue; [ -n "$key" ] && eval "cfg_$key=\$value"; done < app.conf
echo "$cfg_name:$cfg_port"
