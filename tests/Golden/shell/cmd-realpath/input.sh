mkdir -p a/b; ln -s a/b l; cd l; realpath . | sed 's/.*\/a/a/'; realpath /usr/../etc/./passwd
