using KubeEmulator.Values;

namespace KubeEmulator.Expressions;

/// <summary><c>string</c>.</summary>
internal sealed class CelString : CelValue
{
    public static readonly CelString Empty = new("");
    private long _size = -1;

    private CelString(string text) => Text = text;

    public string Text { get; }

    public override CelType Type => CelType.String;

    /// <summary>The number of code points.</summary>
    public override long Size
    {
        get
        {
            if (_size < 0)
            {
                var low = 0;
                foreach (var c in Text)
                {
                    low += char.IsLowSurrogate(c) ? 1 : 0;
                }

                _size = Text.Length - low;
            }

            return _size;
        }
    }

    public override bool IsZero => Text.Length == 0;

    /// <summary>Whether characters and UTF-16 units are one and the same.</summary>
    public bool IsPlain => Size == Text.Length;

    public static CelString Of(string text) => text.Length == 0 ? Empty : new CelString(text);

    public override bool EqualTo(CelValue other) => other is CelString s && string.Equals(s.Text, Text, StringComparison.Ordinal);

    public override int Hash() => Text.GetHashCode(StringComparison.Ordinal);

    public override Value ToJson() => Text;

    public override string ToString() => Text;
}
