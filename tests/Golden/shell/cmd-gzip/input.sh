seq 1000 > f; gzip f; ls; gunzip f.gz; tail -1 f; gzip -c f | gunzip | wc -l; gzip -k f; ls; zcat f.gz | head -1; gzip -d nosuch; echo $?; echo notgz | gunzip 2>/dev/null; echo $?
