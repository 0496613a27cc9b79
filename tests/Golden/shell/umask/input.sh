umask; umask 077; umask; touch p; ls -l p | cut -c1-10; umask -S
