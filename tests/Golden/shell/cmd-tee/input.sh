echo x | tee f g; cat f g; echo y | tee -a f >/dev/null; cat f; echo z | tee nodir/f; echo $?
