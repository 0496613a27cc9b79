echo a \
b \
c
x=one\
two; echo $x
if true && \
true; then echo ok; fi
