namespace KubeEmulator.Expressions;

/// <summary>A URL.</summary>
internal sealed class CelUrl(GoUrl url) : CelOpaque
{
    public GoUrl Url { get; } = url;

    public override CelType Type => CelKubernetesTypes.Url;

    public override bool EqualTo(CelValue other) => other is CelUrl u && u.Url.Text == Url.Text;

    public override int Hash() => Url.Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Url.Text;
}
