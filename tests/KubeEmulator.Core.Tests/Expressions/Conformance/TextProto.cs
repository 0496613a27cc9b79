using System.Globalization;
using System.Text;

namespace KubeEmulator.Core.Tests.Expressions.Conformance;

/// <summary>A message of a textproto file: its fields in order, each with its values.</summary>
internal sealed class TextProto
{
    private readonly List<(string Name, object Value)> _fields = [];

    public bool Has(string name) => _fields.Exists(f => f.Name == name);

    public IEnumerable<TextProto> Messages(string name) => _fields.Where(f => f.Name == name).Select(f => f.Value).OfType<TextProto>();

    public TextProto? Message(string name) => Messages(name).FirstOrDefault();

    /// <summary>A scalar as written: strings are bytes, all else is text.</summary>
    public object? Scalar(string name) => _fields.Find(f => f.Name == name).Value;

    public string Text(string name) => Scalar(name) switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        string word => word,
        _ => "",
    };

    public IEnumerable<string> Names => _fields.Select(f => f.Name);

    public static TextProto Parse(string text) => new Reader(text).Message();

    private sealed class Reader(string text)
    {
        private int _at;

        public TextProto Message()
        {
            var message = new TextProto();
            while (Peek() is not ('\0' or '}' or '>'))
            {
                Field(message);
            }

            return message;
        }

        private void Field(TextProto message)
        {
            var name = Peek() == '[' ? Bracketed() : Word();
            var hasColon = Skip(':');
            if (Peek() == '[' && hasColon)
            {
                _at++;
                while (!Skip(']'))
                {
                    message._fields.Add((name, Value()));
                    Skip(',');
                }
            }
            else
            {
                message._fields.Add((name, Value()));
            }

            _ = Skip(',') || Skip(';');
        }

        private object Value()
        {
            switch (Peek())
            {
                case '{' or '<':
                    _at++;
                    var message = Message();
                    _at++;
                    return message;
                case '"' or '\'':
                    List<byte> bytes = [];
                    while (Peek() is '"' or '\'')
                    {
                        Quoted(bytes);
                    }

                    return bytes.ToArray();
                default:
                    return Word();
            }
        }

        private string Bracketed()
        {
            var end = text.IndexOf(']', _at);
            var name = text[_at..(end + 1)];
            _at = end + 1;
            return name;
        }

        private string Word()
        {
            Peek();
            var start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '-' or '+' or '.'))
            {
                _at++;
            }

            return _at > start ? text[start.._at] : throw new FormatException($"Nothing readable at {_at}: {text[_at..Math.Min(_at + 40, text.Length)]}");
        }

        private bool Skip(char c)
        {
            if (Peek() != c)
            {
                return false;
            }

            _at++;
            return true;
        }

        private char Peek()
        {
            while (_at < text.Length && (char.IsWhiteSpace(text[_at]) || text[_at] == '#'))
            {
                _at = text[_at] == '#' ? text.IndexOf('\n', _at) is var end and >= 0 ? end : text.Length : _at + 1;
            }

            return _at < text.Length ? text[_at] : '\0';
        }

        private void Quoted(List<byte> bytes)
        {
            var quote = text[_at++];
            while (text[_at] != quote)
            {
                if (text[_at] == '\\')
                {
                    Escape(bytes);
                }
                else
                {
                    var length = char.IsHighSurrogate(text[_at]) ? 2 : 1;
                    bytes.AddRange(Encoding.UTF8.GetBytes(text, _at, length));
                    _at += length;
                }
            }

            _at++;
        }

        private void Escape(List<byte> bytes)
        {
            var c = text[_at + 1];
            _at += 2;
            switch (c)
            {
                case 'x' or 'X':
                    bytes.Add((byte)Number(2, 16));
                    break;
                case 'u':
                    bytes.AddRange(Encoding.UTF8.GetBytes(char.ConvertFromUtf32(Number(4, 16))));
                    break;
                case 'U':
                    bytes.AddRange(Encoding.UTF8.GetBytes(char.ConvertFromUtf32(Number(8, 16))));
                    break;
                case >= '0' and <= '7':
                    _at--;
                    bytes.Add((byte)Number(3, 8));
                    break;
                default:
                    bytes.Add((byte)("abfnrtv".IndexOf(c, StringComparison.Ordinal) is var i and >= 0 ? "\a\b\f\n\r\t\v"[i] : c));
                    break;
            }
        }

        private int Number(int most, int radix)
        {
            var start = _at;
            while (_at < text.Length && _at - start < most && (radix == 16 ? char.IsAsciiHexDigit(text[_at]) : text[_at] is >= '0' and <= '7'))
            {
                _at++;
            }

            return radix == 16 ? int.Parse(text.AsSpan(start, _at - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : Convert.ToInt32(text[start.._at], 8);
        }
    }
}
