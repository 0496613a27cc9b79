using System.Buffers.Binary;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Reads protobuf's wire format.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>The number of the field just begun.</summary>
    public int Field { get; private set; }

    /// <summary>How the field is encoded: 0 a varint, 1 eight bytes, 2 with its length, 5 four bytes.</summary>
    public int WireType { get; private set; }

    /// <summary>Goes to the next field; false at the end.</summary>
    public bool Next()
    {
        if (_position >= _bytes.Length)
        {
            return false;
        }

        var tag = Varint();
        (Field, WireType) = ((int)(tag >> 3), (int)(tag & 7));
        return Field > 0 ? true : throw Malformed("illegal tag");
    }

    public ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position >= _bytes.Length)
            {
                throw Malformed("unexpected EOF");
            }

            var part = _bytes[_position++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw Malformed("integer overflow");
    }

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    /// <summary>A text, bytes, or a message.</summary>
    public ReadOnlySpan<byte> Delimited()
    {
        var length = Varint();
        return length <= int.MaxValue ? Take((int)length) : throw Malformed("unexpected EOF");
    }

    /// <summary>Passes over a field that is not known.</summary>
    public void Skip()
    {
        switch (WireType)
        {
            case 0:
                Varint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                Delimited();
                break;
            case 5:
                Take(4);
                break;
            default:
                throw Malformed($"illegal wireType {WireType}");
        }
    }

    /// <summary>The field must be encoded so.</summary>
    public void Require(int wireType, string name)
    {
        if (WireType != wireType)
        {
            throw Malformed($"wrong wireType = {WireType} for field {name}");
        }
    }

    public static ValueFormatException Malformed(string why) => new($"proto: {why}");

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _bytes.Length - _position)
        {
            throw Malformed("unexpected EOF");
        }

        var taken = _bytes.Slice(_position, length);
        _position += length;
        return taken;
    }
}
