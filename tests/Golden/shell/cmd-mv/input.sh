echo 1 > a; echo 2 > b; mv a b; cat b; ls; mkdir d; mv b d; cat d/b; mv d e; ls e; mv nosuch x; echo $?; mkdir f; mv e f; ls f; mv f f/g; echo $?
