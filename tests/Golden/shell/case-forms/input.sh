case abc in (abc) echo paren;; esac
case x in y) echo no;; esac; echo $?
case "a b" in "a b") echo space;; esac
x=foo; case $x in $x) echo var;; esac
case a in a) ;; esac; echo $?
case ']' in []]) echo bracket;; esac
case a-b in a[-x]b) echo dash;; esac
case Z in [[:upper:]]) echo upper;; esac
