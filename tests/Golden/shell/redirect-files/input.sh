echo one > f; echo two >> f; cat f; cat < f
{ echo a; echo b; } > g; cat g
: > f; cat f; echo empty
echo x > f > g; cat f; echo -; cat g
