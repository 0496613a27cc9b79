s=abc; r=; while [ -n "$s" ]; do c=${s%"${s#?}"}; r=$c$r; s=${s#?}; done; echo $r
