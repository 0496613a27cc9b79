echo "$(echo "in $(echo "deep 'x'")")"
echo "$(echo ')' | cat)"
echo $(case x in x) echo yes;; esac)
