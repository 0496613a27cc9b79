mkdir d; touch b a .h; ls; ls -a d; ls -A; ls -d d; ls nosuch; echo $?; ls -1 a b; ls a d; ln -s a l; ls -F; ls -r; ls -p
