printf 'abc\ndef\n' | rev; printf '1\n2\n3\n' | tac
