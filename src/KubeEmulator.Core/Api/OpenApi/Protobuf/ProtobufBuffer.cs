using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace KubeEmulator.Api;

/// <summary>Writes protobuf's wire format.</summary>
internal sealed class ProtobufBuffer
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Integer(int number, long value)
    {
        Tag(number, Varint);
        Number((ulong)value);
    }

    public void Double(int number, double value)
    {
        Tag(number, Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), value);
        _bytes.Advance(sizeof(double));
    }

    public void Text(int number, string value)
    {
        Tag(number, Delimited);
        Number((ulong)Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, _bytes);
    }

    public void Message(int number, ProtobufBuffer message)
    {
        Tag(number, Delimited);
        Number((ulong)message._bytes.WrittenCount);
        _bytes.Write(message.Written);
    }

    private void Tag(int number, int wireType) => Number(((ulong)number << 3) | (uint)wireType);

    private void Number(ulong value)
    {
        var span = _bytes.GetSpan(10);
        var length = 0;
        for (; value > 0x7f; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }

        span[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
