using System.Globalization;
using System.Text;
using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>Messages that are no objects in JSON: quantities, times, raw documents.</summary>
internal static class ProtobufLeaves
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1";
    private const string ApiExtensions = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1";

    /// <summary>The value of such a message; false where the message is an object. Null where the value is absent.</summary>
    public static bool TryRead(string message, ReadOnlySpan<byte> bytes, out Value? value)
    {
        switch (message)
        {
            case "io.k8s.apimachinery.pkg.api.resource.Quantity":
                value = Text(bytes) is { Length: > 0 } quantity ? quantity : "0";
                return true;
            case "io.k8s.apimachinery.pkg.util.intstr.IntOrString":
                value = IntOrString(bytes);
                return true;
            case $"{Meta}.Time":
                value = Time(bytes, "yyyy-MM-dd'T'HH:mm:ss'Z'");
                return true;
            case $"{Meta}.MicroTime":
                value = Time(bytes, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");
                return true;
            case $"{Meta}.Duration":
                value = GoDuration.Format((long)Varints(bytes).First);
                return true;
            case $"{Meta}.FieldsV1" or "io.k8s.apimachinery.pkg.runtime.RawExtension" or $"{ApiExtensions}.JSON":
                value = Raw(bytes);
                return true;
            default:
                value = null;
                return false;
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = "";
        var reader = new ProtobufReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == 1 && reader.WireType == 2)
            {
                text = Encoding.UTF8.GetString(reader.Delimited());
            }
            else
            {
                reader.Skip();
            }
        }

        return text;
    }

    private static Value IntOrString(ReadOnlySpan<byte> bytes)
    {
        var (isText, number, text) = (false, 0, "");
        var reader = new ProtobufReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.WireType)
            {
                case (1, 0):
                    isText = reader.Varint() == 1;
                    break;
                case (2, 0):
                    number = (int)reader.Varint();
                    break;
                case (3, 2):
                    text = Encoding.UTF8.GetString(reader.Delimited());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return isText ? text : number;
    }

    // Go writes its zero time as an empty message; a nil one is not there.
    private static StringValue? Time(ReadOnlySpan<byte> bytes, string format)
    {
        var (seconds, nanoseconds) = Varints(bytes);
        if (bytes.IsEmpty)
        {
            return null;
        }

        var unix = (long)seconds;
        return unix is < -62135596800 or > 253402300799
            ? throw ProtobufReader.Malformed("time out of range")
            : StringValue.Of(DateTimeOffset.FromUnixTimeSeconds(unix).AddTicks((int)nanoseconds / 100).ToString(format, CultureInfo.InvariantCulture));
    }

    private static (ulong First, ulong Second) Varints(ReadOnlySpan<byte> bytes)
    {
        var values = (First: 0UL, Second: 0UL);
        var reader = new ProtobufReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field, reader.WireType)
            {
                case (1, 0):
                    values.First = reader.Varint();
                    break;
                case (2, 0):
                    values.Second = reader.Varint();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return values;
    }

    private static Value? Raw(ReadOnlySpan<byte> bytes)
    {
        Value? value = null;
        var reader = new ProtobufReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == 1 && reader.WireType == 2)
            {
                var raw = reader.Delimited();
                value = raw.IsEmpty ? null : Value.Parse(raw);
            }
            else
            {
                reader.Skip();
            }
        }

        return value;
    }
}
