"""The real process under SIGKILL at random instants, while teachers answer."""
