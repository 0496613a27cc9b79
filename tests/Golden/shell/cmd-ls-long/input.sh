umask 022; echo hello > f; mkdir d; ln -s f l; chmod 600 f; ls -l f d | cut -c1-10; ls -ld d | cut -c1-11; ls -l l | sed 's/.* l -> /l -> /'; ls -l f | wc -w; ls -ln f | tr -s ' ' | cut -d' ' -f2-5
