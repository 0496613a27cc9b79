using KubeEmulator.Values;

namespace KubeEmulator.Tool.Diagnosis;

/// <summary>One look's result.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Verdict">How it is.</param>
/// <param name="Text">What was seen, and what to do about it.</param>
internal sealed record Finding(string Subject, Verdict Verdict, string Text)
{
    public MapValue ToValue() => MapValue.Of(("subject", Subject), ("verdict", Verdict.ToString().ToLowerInvariant()), ("text", Text));

    public override string ToString() => $"{Verdict switch { Verdict.Good => "ok  ", Verdict.Note => "note", _ => "BAD " }} {Subject}: {Text}";
}
