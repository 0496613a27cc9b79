using KubeEmulator.Api;

namespace KubeEmulator.Kinds;

/// <summary>A kind with nothing special.</summary>
internal sealed class PlainBehavior : KindBehavior
{
    public static readonly PlainBehavior Instance = new();

    private PlainBehavior()
    {
    }
}
