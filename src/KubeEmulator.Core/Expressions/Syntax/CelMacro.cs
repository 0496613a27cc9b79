namespace KubeEmulator.Expressions;

/// <summary>
/// A call that the parser replaces by other syntax. <see cref="Expand"/> returns <c>null</c> where the call is
/// not meant for it after all.
/// </summary>
/// <param name="Name">The function's name.</param>
/// <param name="IsMember">Whether it is called on a receiver.</param>
/// <param name="Arguments">How many arguments it takes.</param>
/// <param name="Expand">Makes the replacement.</param>
internal sealed record CelMacro(string Name, bool IsMember, int Arguments, CelMacroExpander Expand);
