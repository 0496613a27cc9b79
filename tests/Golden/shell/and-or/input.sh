true && echo a || echo b
false && echo a || echo b
true || echo c && echo d
false || false || echo e
true &&
echo continued
