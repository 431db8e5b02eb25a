"""What the laws need to know of the organisations: their rows are reference data, the same for everybody."""

from tests.laws.declaring import ForTheLaws

FOR_THE_LAWS = ForTheLaws(shared={"organisations"})
