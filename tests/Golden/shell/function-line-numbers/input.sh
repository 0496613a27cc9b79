echo a
f() {
echo in f
nosuchx
}
f

nosuchy
