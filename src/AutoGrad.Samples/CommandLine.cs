namespace AutoGrad.Samples;

/// <summary>From arguments to an exit code: 0 done, 2 something given is wrong (one line says what), 130 stopped by Ctrl-C.</summary>
internal static class CommandLine
{
    private const int Done = 0;
    private const int Wrong = 2;
    private const int Interrupted = 130;

    public static int Run(string[] args, Action<Options, Session> digits, Action<Options, Session> fashionMnist)
    {
        try
        {
            var options = Options.Parse(args);
            if (options.ShowHelp)
            {
                Console.Out.Write(Options.Help);
                return Done;
            }

            using Session session = new(options.OutPath, options.Seed);
            (options.Job == Job.Digits ? digits : fashionMnist)(options, session);
            return Done;
        }
        catch (UsageException error)
        {
            return Refuse($"{error.Message}. --help says what there is.");
        }
        catch (StoppedException)
        {
            return Interrupted;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A file that is missing, cut off or not what was published: the message names it.
            return Refuse(error.Message);
        }
    }

    // One line, even of an argument that has several.
    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message.ReplaceLineEndings(" "));
        return Wrong;
    }
}
