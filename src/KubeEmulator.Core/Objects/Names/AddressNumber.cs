namespace KubeEmulator.Objects;

/// <summary>
/// The 128 bits of an IP address as a number. <see cref="UInt128"/> would say the same; code that has one in its hands cannot be compiled
/// ahead, and a start of the server gives addresses to Services.
/// </summary>
/// <param name="High">The upper half.</param>
/// <param name="Low">The lower half.</param>
internal readonly record struct AddressNumber(ulong High, ulong Low)
{
    /// <summary>All bits set.</summary>
    public static AddressNumber MaxValue => new(ulong.MaxValue, ulong.MaxValue);

    public static implicit operator AddressNumber(ulong number) => new(0, number);

    /// <summary>The lower half.</summary>
    public static explicit operator ulong(AddressNumber number) => number.Low;

    public static AddressNumber operator &(AddressNumber left, AddressNumber right) => new(left.High & right.High, left.Low & right.Low);

    public static AddressNumber operator |(AddressNumber left, AddressNumber right) => new(left.High | right.High, left.Low | right.Low);

    public static AddressNumber operator ^(AddressNumber left, AddressNumber right) => new(left.High ^ right.High, left.Low ^ right.Low);

    public static AddressNumber operator ~(AddressNumber number) => new(~number.High, ~number.Low);

    public static AddressNumber operator +(AddressNumber left, AddressNumber right)
    {
        var low = left.Low + right.Low;
        return new(left.High + right.High + (low < left.Low ? 1u : 0u), low);
    }

    public static AddressNumber operator -(AddressNumber left, AddressNumber right) =>
        new(left.High - right.High - (left.Low < right.Low ? 1u : 0u), left.Low - right.Low);

    public static AddressNumber operator ++(AddressNumber number) => number + 1;

    /// <summary>Shifted by fewer than 128 bits.</summary>
    public static AddressNumber operator <<(AddressNumber number, int bits) => bits switch
    {
        0 => number,
        < 64 => new((number.High << bits) | (number.Low >> (64 - bits)), number.Low << bits),
        _ => new(number.Low << (bits - 64), 0),
    };

    /// <summary>Shifted by fewer than 128 bits.</summary>
    public static AddressNumber operator >>(AddressNumber number, int bits) => bits switch
    {
        0 => number,
        < 64 => new(number.High >> bits, (number.Low >> bits) | (number.High << (64 - bits))),
        _ => new(0, number.High >> (bits - 64)),
    };

    public static bool operator <(AddressNumber left, AddressNumber right) =>
        left.High < right.High || (left.High == right.High && left.Low < right.Low);

    public static bool operator >(AddressNumber left, AddressNumber right) => right < left;
}
