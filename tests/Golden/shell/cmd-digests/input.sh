printf abc | md5sum; printf abc | sha256sum; printf abc > f; sha1sum f; md5sum f > sums; md5sum -c sums; echo x > f; md5sum -c sums; echo $?
