using System.Text;
using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary><c>bytes</c>.</summary>
internal sealed class CelBytes(byte[] bytes) : CelValue
{
    public byte[] Bytes { get; } = bytes;

    public override CelType Type => CelType.Bytes;

    public override long Size => Bytes.Length;

    public override bool IsZero => Bytes.Length == 0;

    public override bool EqualTo(CelValue other) => other is CelBytes b && b.Bytes.AsSpan().SequenceEqual(Bytes);

    public override int Hash()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    public override Value ToJson() => Convert.ToBase64String(Bytes);

    public override string ToString() => Encoding.UTF8.GetString(Bytes);
}
