printf 'a=1\nb=2\n' > f
sed -i 's/1/9/' f; cat f; sed '1a added' f; sed '1i before' f; sed '2c changed' f; sed 'N;s/\n/+/' f; sed '1!G;h;$!d' f; sed -n 'l' f; sed ':a;s/a/b/;ta' f; sed '/a/{s/a/A/;s/9/8/}' f; sed 's/x//;s/=.*//' f; sed -s -n '1p' f; sed 's/\(.\)=/\1 : /2;s/=/\n/' f
