using System.Text;
using System.Text.Json;

namespace KubeEmulator.Values;

/// <summary>UTF-8 JSON to <see cref="Value"/>, with an explicit stack so that depth costs heap and not the thread's stack.</summary>
internal static class JsonValueReader
{
    public static Value Read(ReadOnlySpan<byte> utf8, JsonReadOptions options)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonReadOptions.MaxDepth });
        try
        {
            return Read(ref reader, options);
        }
        catch (JsonException fault)
        {
            throw new ValueFormatException(fault.Message, fault);
        }
    }

    private static Value Read(ref Utf8JsonReader reader, JsonReadOptions options)
    {
        var stack = new Stack<Frame>();
        Frame? top = null;
        while (reader.Read())
        {
            Value? value = null;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    top!.Name = NameOf(ref reader);
                    continue;
                case JsonTokenType.StartObject:
                    stack.Push(top = new Frame(new MapBuilder(), null));
                    continue;
                case JsonTokenType.StartArray:
                    stack.Push(top = new Frame(null, []));
                    continue;
                case JsonTokenType.EndObject:
                case JsonTokenType.EndArray:
                    value = stack.Pop().Build();
                    stack.TryPeek(out top);
                    break;
                default:
                    value = Scalar(ref reader);
                    break;
            }

            if (top is null)
            {
                // The document is complete: anything but white space after it is a fault the reader reports.
                reader.Read();
                return value;
            }

            if (top.Map is null)
            {
                top.Items!.Add(value);
                continue;
            }

            if (options.OnDuplicate is { } report && top.Map[top.Name!] is not null)
            {
                report(PathOf(stack));
            }

            top.Map.Set(top.Name!, value);
        }

        throw new ValueFormatException("unexpected end of JSON input");
    }

    private static string NameOf(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? PropertyNames.Intern(reader.GetString()!) : PropertyNames.Intern(reader.ValueSpan);

    private static Value Scalar(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => StringValue.Of(reader.GetString()!),
        JsonTokenType.Number => reader.TryGetInt64(out var integer) && reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 && !reader.ValueSpan.SequenceEqual("-0"u8)
            ? NumberValue.Of(integer)
            : NumberValue.FromDigits(Encoding.ASCII.GetString(reader.ValueSpan)),
        JsonTokenType.True => BoolValue.True,
        JsonTokenType.False => BoolValue.False,
        _ => NullValue.Instance,
    };

    private static string PathOf(Stack<Frame> stack)
    {
        var path = new StringBuilder();
        foreach (var frame in stack.Reverse())
        {
            if (frame.Map is null)
            {
                path.Append('[').Append(frame.Items!.Count).Append(']');
            }
            else
            {
                path.Append(path.Length == 0 ? "" : ".").Append(frame.Name);
            }
        }

        return path.ToString();
    }

    private sealed class Frame(MapBuilder? map, List<Value>? items)
    {
        public MapBuilder? Map => map;

        public List<Value>? Items => items;

        public string? Name { get; set; }

        public Value Build() => map is null ? ListValue.Adopt([.. items!]) : map.Build();
    }
}
