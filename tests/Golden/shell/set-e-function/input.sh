set -e
f() { false; echo in f; }
f && echo tested
f || echo no
(false; echo sub) || echo x
f
echo not reached
