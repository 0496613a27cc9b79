trap 'echo got term' TERM
kill -TERM $$
echo after
trap - TERM
trap 'echo usr1' USR1; kill -s USR1 $$; echo z
trap '' INT; kill -INT $$; echo ignored
trap
