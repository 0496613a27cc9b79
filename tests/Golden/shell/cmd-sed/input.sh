printf 'one\ntwo\nthree\n' > f
sed 's/o/0/' f; sed 's/e/E/g' f; sed -n '2p' f; sed '2d' f; sed -n '/t/p' f; sed '1,2s/^/> /' f; sed '$d' f; sed -e 's/one/1/' -e 's/two/2/' f; sed 's/\(t\)\(.\)/\2\1/' f; sed -E 's/(t)(.)/[\2\1]/' f; sed 's|o|/|' f; sed 's/t/&&/' f; sed '/two/q' f; sed -n '$=' f; sed '2!d' f; sed 'y/abc/xyz/' f; sed -n '/one/,/two/p' f; sed 's/E/x/I' f
