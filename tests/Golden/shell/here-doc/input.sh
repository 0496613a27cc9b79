x=val
cat <<END
x is $x and $(echo sub) and `echo back` $((1+2))
escaped \$x \\ "quotes" 'single'
END
cat <<'END'
x is $x \$x `no`
END
cat <<-END
	tabs are
		stripped
	END
echo after
