printf '%d\n' 0x1f 010 "'A"
printf '%.2f %e %g\n' 3.14159 12345.678 0.0001
printf '%5.1f|%-8.3f|%08.2f\n' 2.25 1.5 3.14159
printf '%u\n' -1
