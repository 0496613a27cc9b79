using System.Text.RegularExpressions;

namespace KubeEmulator.Nodes.Containers.Commands.Text.Sed;

/// <summary>A command of a script, with the lines it is for.</summary>
internal sealed class SedStep
{
    public SedAddress? From { get; set; }

    public SedAddress? To { get; set; }

    public bool Negated { get; set; }

    public char Letter { get; set; }

    /// <summary>The text of a, i, c; the label of b, t, T and ':'; the file of w and r; the code of q.</summary>
    public string Text { get; set; } = "";

    public Regex? Pattern { get; set; }

    /// <summary>The replacement of s, and the two sets of y.</summary>
    public string Replacement { get; set; } = "";

    public string Flags { get; set; } = "";

    /// <summary>Where an opening brace ends, or a jump goes.</summary>
    public int Target { get; set; }

    /// <summary>Whether the range is entered, and the line it ends at where that is known.</summary>
    public bool Active { get; set; }

    public long ActiveUntil { get; set; }
}
