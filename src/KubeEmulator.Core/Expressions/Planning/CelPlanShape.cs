namespace KubeEmulator.Expressions;

/// <summary>What a plan needs of a frame: the variables it reads, and how many slots its macros use.</summary>
internal sealed record CelPlanShape(IReadOnlyList<string> Globals, int Locals);
