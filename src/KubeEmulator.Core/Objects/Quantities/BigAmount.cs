using System.Numerics;

namespace KubeEmulator.Objects;

/// <summary>
/// An integer times a power of ten, of any size. Exponents come from clients, so no step here builds a
/// number with as many digits as an exponent says.
/// </summary>
internal sealed record BigAmount(BigInteger Unscaled, int Scale) : IComparable<BigAmount>
{
    // Amounts further apart than this are not added digit by digit: the smaller one is nothing beside the other.
    private const int WidestShift = 4096;

    public bool IsZero => Unscaled.IsZero;

    public bool TryGetInt64(out long value)
    {
        var fits = Unscaled >= long.MinValue && Unscaled <= long.MaxValue;
        value = fits ? (long)Unscaled : 0;
        return fits;
    }

    public BigAmount Negate() => new(-Unscaled, Scale);

    public BigAmount Add(BigAmount other)
    {
        if (IsZero || other.IsZero)
        {
            return IsZero ? other : this;
        }

        var (coarse, fine) = Scale >= other.Scale ? (this, other) : (other, this);
        return (long)coarse.Scale - fine.Scale > WidestShift
            ? coarse
            : new BigAmount((coarse.Unscaled * BigInteger.Pow(10, coarse.Scale - fine.Scale)) + fine.Unscaled, fine.Scale);
    }

    public int CompareTo(BigAmount? other)
    {
        var bySign = Unscaled.Sign.CompareTo(other!.Unscaled.Sign);
        if (bySign != 0 || IsZero)
        {
            return bySign;
        }

        if (Scale == other.Scale)
        {
            return Unscaled.CompareTo(other.Unscaled);
        }

        var (mine, theirs) = (Magnitude(), other.Magnitude());
        if (Math.Abs(mine - theirs) > 2)
        {
            return mine > theirs ? Unscaled.Sign : -Unscaled.Sign;
        }

        // Nearly as large as one another: the shift is no longer than the number with more digits.
        return Scale > other.Scale
            ? (Unscaled * BigInteger.Pow(10, Scale - other.Scale)).CompareTo(other.Unscaled)
            : Unscaled.CompareTo(other.Unscaled * BigInteger.Pow(10, other.Scale - Scale));
    }

    /// <summary>The nearest multiple of 10^scale that is not nearer to zero.</summary>
    public BigAmount RoundAwayFromZero(int scale)
    {
        if (Scale >= scale || IsZero)
        {
            return this;
        }

        if (Magnitude() < scale - 1.0)
        {
            return new BigAmount(Unscaled.Sign, scale);
        }

        var quotient = BigInteger.DivRem(Unscaled, BigInteger.Pow(10, scale - Scale), out var rest);
        return new BigAmount(rest.IsZero ? quotient : quotient + Unscaled.Sign, scale);
    }

    /// <summary>The integer in front of 10^scale; null where there would be a fraction or far too many digits for 64 bits.</summary>
    public BigInteger? AtScale(int scale) => IsZero ? BigInteger.Zero : Scale < scale || (long)Scale - scale > 40 ? null : Unscaled * BigInteger.Pow(10, Scale - scale);

    public BigAmount WithoutTrailingZeros()
    {
        if (IsZero)
        {
            return new BigAmount(0, 0);
        }

        var (unscaled, scale) = (Unscaled, Scale);
        while (true)
        {
            var quotient = BigInteger.DivRem(unscaled, 10, out var rest);
            if (!rest.IsZero)
            {
                return new BigAmount(unscaled, scale);
            }

            (unscaled, scale) = (quotient, scale + 1);
        }
    }

    // The exponent of ten of the first digit, a fraction off at most.
    private double Magnitude() => BigInteger.Log10(BigInteger.Abs(Unscaled)) + Scale;
}
