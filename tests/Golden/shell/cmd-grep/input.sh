printf 'apple\nBanana\ncherry pie\napple tart\n' > f
grep apple f; grep -i banana f; grep -v apple f; grep -c a f; grep -n pie f; grep -o 'p.e' f; grep -q zzz f; echo $?; grep -w pie f; grep -x apple f; grep -l apple f nosuch; echo $?; grep '^a.*t$' f; grep -E 'pie|tart' f; grep -F 'a.p' f; echo $?; grep -e tart -e Ban f; cat f | grep -c .; grep -A1 -B0 Ban f
