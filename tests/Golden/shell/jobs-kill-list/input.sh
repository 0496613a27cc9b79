kill -l 15; kill -l 137
kill -0 $$; echo $?
kill 999999; echo $?
