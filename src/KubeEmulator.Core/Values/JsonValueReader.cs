using System.Text;
using System.Text.Json;

namespace KubeEmulator.Values;

/// <summary>UTF-8 JSON to <see cref="Value"/>; faults are told in the words of Go's decoder.</summary>
internal static class JsonValueReader
{
    [ThreadStatic]
    private static JsonValueStack? _spare;

    public static Value Read(ReadOnlySpan<byte> utf8, JsonReadOptions options) =>
        TryRead(utf8, options, out var value) ? value : throw Fault(utf8);

    /// <summary>For callers that have another way to read the text: false where it is malformed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, JsonReadOptions options, out Value value)
    {
        // A report may read another document on this thread.
        var stack = _spare ?? new JsonValueStack();
        _spare = null;
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonReadOptions.MaxDepth });
            value = Read(ref reader, stack, options);
            return true;
        }
        catch (JsonException)
        {
            value = Value.Null;
            return false;
        }
        finally
        {
            stack.Clear();
            _spare = stack;
        }
    }

    private static ValueFormatException Fault(ReadOnlySpan<byte> utf8)
    {
        var (message, offset) = JsonSyntax.Find(utf8) ?? ("invalid JSON", utf8.Length);
        return new ValueFormatException(message) { Offset = offset };
    }

    private static Value Read(ref Utf8JsonReader reader, JsonValueStack stack, JsonReadOptions options)
    {
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    stack.Name(NameOf(ref reader), options);
                    break;
                case JsonTokenType.StartObject:
                    stack.Open(isMap: true);
                    break;
                case JsonTokenType.StartArray:
                    stack.Open(isMap: false);
                    break;
                case JsonTokenType.EndObject:
                case JsonTokenType.EndArray:
                    stack.Close();
                    break;
                case JsonTokenType.Number when options.NumbersAsYaml:
                    stack.Add(YamlNumber((NumberValue)Scalar(ref reader)));
                    break;
                default:
                    stack.Add(Scalar(ref reader));
                    break;
            }
        }

        return stack.Result;
    }

    private static string NameOf(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? PropertyNames.Intern(Text(ref reader)) : PropertyNames.Intern(reader.ValueSpan);

    private static Value Scalar(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.ValueIsEscaped ? StringValue.Of(Text(ref reader)) : StringValues.Of(reader.ValueSpan),
        JsonTokenType.Number => reader.TryGetInt64(out var integer) && IsPlainInteger(reader.ValueSpan)
            ? NumberValue.Of(integer)
            : NumberValue.FromDigits(Encoding.ASCII.GetString(reader.ValueSpan)),
        JsonTokenType.True => BoolValue.True,
        JsonTokenType.False => BoolValue.False,
        _ => NullValue.Instance,
    };

    private static NumberValue YamlNumber(NumberValue number) => number.IsInteger ? number : NumberValue.FromDigits(GoNumbers.Format(number.AsDouble));

    private static bool IsPlainInteger(ReadOnlySpan<byte> digits) =>
        digits.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 && !digits.SequenceEqual("-0"u8);

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return JsonStrings.Lenient(reader.ValueSpan);
        }
    }
}
