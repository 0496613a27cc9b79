namespace KubeEmulator.Patching.Apply;

/// <summary>Reads <see cref="OwnershipShapes"/>.</summary>
internal static class ShapeReading
{
    /// <summary>Whether a shape is among those allowed. <c>Enum.HasFlag</c> allocates until its caller is optimized.</summary>
    public static bool Allow(this OwnershipShapes shapes, OwnershipShapes shape) => (shapes & shape) != 0;
}
