exec 6>log; sh -c 'echo child >&6'; echo parent >&6; exec 6>&-; cat log
